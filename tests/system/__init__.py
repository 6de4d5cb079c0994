"""Tests of app/system."""

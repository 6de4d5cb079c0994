"""Tests of app/control."""

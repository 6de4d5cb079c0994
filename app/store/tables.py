"""The Peewee models, private to `store`: no defaults, no hooks, no rules. Columns: product contract, section 3.

They are bound to no database; each query is run as `query.execute(database)`.
"""

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, Model, TextField


class ProjectRow(Model):
    id = AutoField()
    name = TextField()
    name_key = TextField()
    color = TextField()
    archived = IntegerField()
    quiet = IntegerField()
    weekly_target = IntegerField(null=True)

    class Meta:
        table_name = "project"


class TagRow(Model):
    id = AutoField()
    name = TextField()
    name_key = TextField()
    quiet = IntegerField()

    class Meta:
        table_name = "tag"


class PlanningRow(Model):
    id = AutoField()
    uid = TextField()
    day = TextField()
    title = TextField()
    title_key = TextField()
    project = ForeignKeyField(ProjectRow, null=True, column_name="project_id")
    planned_duration = IntegerField(null=True)
    position = IntegerField()
    done = IntegerField()
    unplanned = IntegerField()

    class Meta:
        table_name = "planning"


class PlanningTagRow(Model):
    planning = ForeignKeyField(PlanningRow, column_name="planning_id")
    tag = ForeignKeyField(TagRow, column_name="tag_id")

    class Meta:
        table_name = "planning_tag"
        primary_key = CompositeKey("planning", "tag")


class SessionRow(Model):
    id = AutoField()
    uid = TextField()
    source = TextField(null=True)
    import_id = IntegerField(null=True)
    project = ForeignKeyField(ProjectRow, null=True, column_name="project_id")
    planning = ForeignKeyField(PlanningRow, null=True, column_name="planning_id")
    start_time = IntegerField()
    start_offset = IntegerField()
    end_time = IntegerField(null=True)
    end_offset = IntegerField(null=True)
    zone = TextField()
    planned_duration = IntegerField(null=True)
    notification_disabled = IntegerField()
    satisfaction_score = IntegerField(null=True)
    tasks_done = TextField()
    notes = TextField()
    worked = IntegerField(null=True)
    last_seen = IntegerField(null=True)

    class Meta:
        table_name = "session"


class SessionTagRow(Model):
    session = ForeignKeyField(SessionRow, column_name="session_id")
    tag = ForeignKeyField(TagRow, column_name="tag_id")

    class Meta:
        table_name = "session_tag"
        primary_key = CompositeKey("session", "tag")


class GapRow(Model):
    id = AutoField()
    session = ForeignKeyField(SessionRow, column_name="session_id")
    start_time = IntegerField()
    end_time = IntegerField(null=True)
    cause = TextField()
    verdict = TextField()

    class Meta:
        table_name = "gap"


class AlertRow(Model):
    id = AutoField()
    session = ForeignKeyField(SessionRow, null=True, column_name="session_id")
    kind = TextField()
    due_time = IntegerField()
    done_time = IntegerField(null=True)
    result = TextField(null=True)
    way = TextField()
    reason = TextField()

    class Meta:
        table_name = "alert"


class ChangeRow(Model):
    id = AutoField()
    time = IntegerField()
    what = TextField()
    before = TextField()
    after = TextField()
    undone = IntegerField()

    class Meta:
        table_name = "change"


class DeletedSessionRow(Model):
    uid = TextField(primary_key=True)
    source = TextField(null=True)

    class Meta:
        table_name = "deleted_session"


class SettingRow(Model):
    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "setting"

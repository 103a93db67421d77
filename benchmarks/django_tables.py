# mypy: ignore-errors
"""Our tables as Django sees them: those that the list of closures reads, with the columns that it reads."""

from django.db.models import (
    DO_NOTHING,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKey,
    IntegerField,
    Model,
)


class _Meta:
    app_label, managed = "peer", False


class User(Model):
    name, timezone = CharField(), CharField(null=True)

    class Meta(_Meta):
        db_table = "users"


class Account(Model):
    user, name = ForeignKey(User, DO_NOTHING), CharField()

    class Meta(_Meta):
        db_table = "accounts"


class WebSession(Model):
    account, token_hash = ForeignKey(Account, DO_NOTHING), CharField()
    expires_at = DateTimeField()

    class Meta(_Meta):
        db_table = "web_sessions"


class Person(Model):
    user, name = ForeignKey(User, DO_NOTHING, related_name="people"), CharField()

    class Meta(_Meta):
        db_table, ordering = "people", ["id"]


class Closure(Model):
    whose = ForeignKey(Person, DO_NOTHING, db_column="person_id")
    platform_name, state, requested_on = CharField(), CharField(), DateField()

    class Meta(_Meta):
        db_table = "closures"


class Round(Model):
    closure, number = ForeignKey(Closure, DO_NOTHING, related_name="rounds"), IntegerField()
    due_on, check_on, snoozed_until = DateField(null=True), DateField(null=True), DateField(null=True)
    provisional, no_calendar = BooleanField(), IntegerField(null=True)

    class Meta(_Meta):
        db_table = "rounds"


class Channel(Model):
    user, kind = ForeignKey(User, DO_NOTHING, related_name="channels"), CharField()
    position, paused_at = IntegerField(), DateTimeField(null=True)

    class Meta(_Meta):
        db_table, ordering = "channels", ["position"]


class Reminder(Model):
    user, state, due_at = ForeignKey(User, DO_NOTHING), CharField(), DateTimeField()

    class Meta(_Meta):
        db_table = "reminders"


class Delivery(Model):
    channel = ForeignKey(Channel, DO_NOTHING, related_name="deliveries", null=True)
    at, outcome, code, reason = DateTimeField(), CharField(), CharField(), CharField()

    class Meta(_Meta):
        db_table = "deliveries"


class Hold(Model):
    released_at = DateTimeField(null=True)

    class Meta(_Meta):
        db_table = "holds"


class Heartbeat(Model):
    worker, seen_at = CharField(primary_key=True), DateTimeField()

    class Meta(_Meta):
        db_table = "heartbeats"

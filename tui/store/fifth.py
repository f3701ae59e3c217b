"""What the fifth schema adds: indexes of what is open and of when we were last in touch."""

ADDED = """
DROP INDEX wait_open;
CREATE INDEX wait_still ON wait(relationship, opened) WHERE ended IS NULL AND measured = 0;
CREATE INDEX promise_still ON promise(relationship, by_us, author) WHERE ended_at IS NULL AND deleted_at IS NULL;
CREATE INDEX follow_up_still ON follow_up(relationship, owner) WHERE ended_at IS NULL AND deleted_at IS NULL;
CREATE INDEX follow_up_ended ON follow_up(ended_at) WHERE ended_at IS NOT NULL;

-- all that whoever looks for the silent needs, so that nobody reads the parts of everybody for it
CREATE INDEX health_touch ON health(relationship, until, last_touch, first_at);
"""

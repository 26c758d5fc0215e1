"""What looks seldom for garbage leaves the collector as it was, whatever happens meanwhile."""

import gc

import pytest

from talkoot.core.collecting import NEW_OBJECTS, seldom_collected


def test_collector_is_as_it_was_afterwards():
    usual = gc.get_threshold()
    with pytest.raises(ValueError, match="stop"), seldom_collected():
        assert gc.get_threshold()[0] == NEW_OBJECTS
        raise ValueError("stop")
    assert gc.get_threshold() == usual

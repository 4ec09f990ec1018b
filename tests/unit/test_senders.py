"""What counts as one address."""

from __future__ import annotations

import pytest

from bot.web.senders import connection_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:1:2:3", True),
        ("[2001:db8:1:2::1]", "2001:DB8:1:2::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("203.0.113.1", "203.0.113.2", False),
        ("::ffff:203.0.113.1", "203.0.113.1", True),
        ("::ffff:203.0.113.1", "::ffff:203.0.113.2", False),
        ("", "unknown", False),
    ],
)
def test_an_ipv6_connection_is_one_address(one: str, other: str, same: bool) -> None:
    assert (connection_of(one) == connection_of(other)) is same

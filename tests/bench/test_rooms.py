"""Coverage is told by room."""

from bench.rooms import by_room


def test_files_add_up_to_their_rooms() -> None:
    files = {
        "kb/search/answer.py": (8, 10),
        "kb/search/similar.py": (2, 10),
        "kb/ui/map/chart.py": (3, 4),
        "kb/ui/pages.py": (1, 1),
        "kb/errors.py": (5, 5),
    }
    assert by_room(files) == {"kb": (5, 5), "kb/search": (10, 20), "kb/ui": (1, 1), "kb/ui/map": (3, 4)}

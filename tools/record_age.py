"""The public record -> the newest day that each chapter knows, a line each. `make record-age`."""

import sys
from datetime import UTC, date, datetime

from vetoproof import monitor
from vetoproof.publish.figures import figures


def main() -> None:
    day = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else datetime.now(UTC).date()
    for view in figures(monitor.run(monitor.DEFAULT_REGIME, day, day)).chapters:
        print(f"{view.newest or 'no table':<12} {view.chapter.title}")
        for sheet in view.sheets:
            print(f"{'':<12}   {sheet.name}: {sheet.knows}")


if __name__ == "__main__":
    main()

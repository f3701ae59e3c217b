"""A bare Textual app with one page of rows: what a dashboard costs before it is of any use."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable, Footer, Header

COLUMNS = ("name", "kind", "stage", "owner", "score", "last touch")
ROWS = 50


class Bare(App[None]):
    """Header, a table of 50 rows with a row cursor, Footer."""

    TITLE = "bare"
    BINDINGS = [Binding("j", "move(1)", "down"), Binding("k", "move(-1)", "up"), Binding("q", "quit", "quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable[str](cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns(*COLUMNS)
        table.add_rows(row(number) for number in range(1, ROWS + 1))
        table.focus()

    def action_move(self, by: int) -> None:
        table: DataTable[str] = self.query_one(DataTable)
        table.move_cursor(row=table.cursor_row + by)


def row(number: int) -> tuple[str, ...]:
    """What stands in one row, as wide as a dashboard's."""
    return (f"Relationship {number}", "customer", "active", "ana", str(number * 37 % 100), f"{number} days ago")


if __name__ == "__main__":
    Bare().run()

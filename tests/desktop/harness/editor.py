"""Another program to type into: a window `Editor` that writes what stands in it to the file it was given."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit


def main(target: Path) -> int:
    application = QApplication(["editor"])
    edit = QLineEdit()
    edit.setWindowTitle("Editor")
    edit.textChanged.connect(target.write_text)
    edit.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""The door where local sockets are named pipes: Windows.

Qt's local sockets are files elsewhere, which lets it be tried there.
"""

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.system.door import LONGEST_LINE, Answer, Door


class PipeDoor(Door):
    """Qt's local server."""

    def __init__(self, answer: Answer, parent: QObject | None = None) -> None:
        super().__init__(answer, parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_visitor)

    def listen(self, address: str) -> None:
        QLocalServer.removeServer(address)
        if not self._server.listen(address):
            raise OSError(self._server.errorString())

    def close(self) -> None:
        self._server.close()

    def _on_visitor(self) -> None:
        while (visitor := self._server.nextPendingConnection()) is not None:
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.readyRead.connect(lambda visitor=visitor: self._on_words(visitor))

    def _on_words(self, visitor: QLocalSocket) -> None:
        if visitor.canReadLine():
            line = bytes(visitor.readLine(LONGEST_LINE).data()).removesuffix(b"\n")
            visitor.write(self._answer(line) + b"\n")
            visitor.flush()
            visitor.disconnectFromServer()
        elif visitor.bytesAvailable() > LONGEST_LINE:
            visitor.abort()


def ask_pipe(address: str, line: bytes, seconds: float) -> bytes:
    patience = round(seconds * 1000)
    visitor = QLocalSocket()
    visitor.connectToServer(address)
    if not visitor.waitForConnected(patience):
        raise OSError(visitor.errorString())
    visitor.write(line + b"\n")
    while not visitor.canReadLine():
        if not visitor.waitForReadyRead(patience):
            raise OSError(visitor.errorString())
    return bytes(visitor.readLine().data()).removesuffix(b"\n")

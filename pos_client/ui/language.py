"""The language of the screens, and with it the way numbers and times are written. It changes while the till runs."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator, Signal, Slot

DEFAULT_LANGUAGE = "zh_CN"
# Each language in its own words: whoever reads only one of them must find it.
LANGUAGES = {"zh_CN": "简体中文", "zh_TW": "繁體中文", "en": "English"}
_LOCALES = {
    "zh_CN": QLocale(QLocale.Language.Chinese, QLocale.Country.China),
    "zh_TW": QLocale(QLocale.Language.Chinese, QLocale.Script.TraditionalHanScript, QLocale.Country.Taiwan),
    "en": QLocale(QLocale.Language.English, QLocale.Country.Singapore),
}


def translate(context: str, source: str) -> str:
    """A marked text in the language of the moment. Counts have `pos_client.ui.counts`."""
    return QCoreApplication.translate(context, source)


def following(code: str) -> str:
    """The code of the language after this one, around."""
    codes = list(LANGUAGES)
    return codes[(codes.index(code) + 1) % len(codes)]


class Language(QObject):
    """Installs the translator and sets the default locale. Qt then sends LanguageChange to every widget."""

    changed = Signal(object)  # the language's code, str

    def __init__(self, code: str = DEFAULT_LANGUAGE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._translator = QTranslator(self)
        self._texts = b""
        self.code = ""
        self.use(code)

    def use(self, code: str) -> None:
        """Show everything in this language from now on. Raises KeyError for one that is not in LANGUAGES."""
        locale = _LOCALES[code]
        if code == self.code:
            return
        self.code = code
        # The locale goes first: the views look at it when the translator's change reaches them.
        QLocale.setDefault(locale)
        application = QCoreApplication.instance()
        if application is not None:
            application.removeTranslator(self._translator)
        self._translator = QTranslator(self)
        path = files("assets") / "translations" / f"onetill_{code}.qm"
        # Handed over as bytes: Qt maps a file that it is given by name, and whoever writes a newer version of the file
        # while the till runs would take the till down with it. Qt does not copy them, so they are kept here.
        self._texts = path.read_bytes() if path.is_file() else b""
        if self._translator.load(self._texts) and application is not None:
            application.installTranslator(self._translator)
        self.changed.emit(code)

    def next_name(self) -> str:
        """The language after this one, around, in its own words."""
        return LANGUAGES[following(self.code)]

    @Slot()
    def use_next(self) -> None:
        """Show everything in the language after this one."""
        self.use(following(self.code))

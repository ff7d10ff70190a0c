"""The style sheet: every value is a token ($name); widgets choose by the properties `role`, `kind` and `tone`."""

from typing import Final

_GROUND: Final = """
QWidget { color: $ink; }
QMainWindow, QDialog, QWidget[ground="canvas"] { background: $canvas; }
QWidget[ground="rail"] { background: $rail; }
QWidget[ground="surface"] { background: $surface; }
QFrame[kind="card"] { background: $surface; border: ${edge}px solid $line; border-radius: ${radius}px; }
QFrame[kind="well"] { background: $sunken; border: none; border-radius: ${small_radius}px; }
QFrame[kind="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="rail"] { background: $rail; border: none; border-right: ${edge}px solid $line; }
QFrame[kind="strip"] { background: $rail; border: none; border-top: ${edge}px solid $line; }
QFrame[kind="banner"] { border-radius: ${radius}px; border: ${edge}px solid $line; background: $surface; }
QFrame[kind="banner"][tone="bad"] { background: $bad_wash; border-color: $bad; }
QFrame[kind="banner"][tone="warn"] { background: $warn_wash; border-color: $warn; }
QFrame[kind="banner"][tone="accent"] { background: $accent_wash; border-color: $accent; }
QFrame[kind="banner"][tone="good"] { background: $good_wash; border-color: $good; }
QScrollArea, QScrollArea > QWidget > QWidget[ground="none"] { background: transparent; border: none; }
QToolTip { background: $ink; color: $surface; border: none; padding: ${space_xs}px ${space_s}px;
    font-size: ${type_small}px; }
"""
_LETTERS: Final = """
QLabel { background: transparent; }
QLabel[role="hero"] { font-size: ${type_hero}px; font-weight: 600; }
QLabel[role="display"] { font-size: ${type_display}px; font-weight: 600; }
QLabel[role="title"] { font-size: ${type_title}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${type_lead}px; font-weight: 600; }
QLabel[role="lead"] { font-size: ${type_lead}px; color: $soft; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="soft"] { color: $soft; }
QLabel[role="small"] { color: $soft; font-size: ${type_small}px; }
QLabel[role="faint"] { color: $faint; font-size: ${type_small}px; }
QLabel[role="caption"] { color: $faint; font-size: ${type_tiny}px; font-weight: 600; }
QLabel[role="field"] { color: $soft; font-size: ${type_small}px; font-weight: 600; }
QLabel[role="key"] { color: $ink; background: $raised; border: ${edge}px solid $strong_line; border-radius: 5px;
    padding: 2px ${space_s}px; font-size: ${type_small}px; font-weight: 600; }
QLabel[role="hero_name"] { color: $on_brand; font-size: ${type_title}px; font-weight: 600; }
QLabel[role="hero_promise"] { color: $on_brand; font-size: ${type_hero}px; font-weight: 600; }
QLabel[role="hero_strong"] { color: $on_brand; font-size: ${type_lead}px; font-weight: 600; }
QLabel[role="hero_soft"] { color: $on_brand_soft; font-size: ${type_lead}px; }
QLabel:disabled { color: $faint; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="accent"] { color: $accent; }
QLabel[role="badge"] { border-radius: ${pill}px; padding: 3px 10px; font-size: ${type_tiny}px; font-weight: 600;
    color: $neutral; background: $neutral_wash; }
QLabel[role="badge"][tone="accent"] { color: $accent; background: $accent_wash; }
QLabel[role="badge"][tone="good"] { color: $good; background: $good_wash; }
QLabel[role="badge"][tone="warn"] { color: $warn; background: $warn_wash; }
QLabel[role="badge"][tone="bad"] { color: $bad; background: $bad_wash; }
"""
_BUTTONS: Final = """
QPushButton { background: $surface; color: $ink; border: ${edge}px solid $strong_line;
    border-radius: ${small_radius}px; min-height: ${inner}px; padding: 0 ${space_l}px; font-weight: 600; }
QPushButton:hover { background: $raised; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border: 2px solid $focus; }
QPushButton:disabled { color: $faint; background: $raised; border-color: $line; }
QPushButton:checked { background: $accent_wash; color: $accent; border-color: $accent; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_press; border-color: $accent_press; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton[kind="primary"]:disabled { background: $neutral_wash; color: $faint; border-color: $neutral_wash; }
QPushButton[kind="danger"] { color: $bad; border-color: $bad; }
QPushButton[kind="danger"]:hover { background: $bad_wash; }
QPushButton[kind="good"] { color: $good; border-color: $good; }
QPushButton[kind="good"]:hover { background: $good_wash; }
QPushButton[kind="good"]:disabled { color: $faint; border-color: $line; }
QPushButton[kind="ghost"] { background: transparent; border-color: transparent; color: $soft; }
QPushButton[kind="ghost"]:hover { background: $raised; color: $ink; }
QPushButton[kind="ghost"]:checked { background: $accent_wash; color: $accent; }
QPushButton[kind="ghost"]:focus { border: 2px solid $focus; }
QPushButton[kind="nav"] { background: transparent; border: 2px solid transparent; color: $soft; text-align: left;
    padding: 0 ${space_m}px; font-weight: 400; border-radius: ${small_radius}px; }
QPushButton[kind="nav"]:hover { background: $raised; color: $ink; }
QPushButton[kind="nav"]:checked { background: $accent_wash; color: $accent; font-weight: 600; }
QPushButton[kind="nav"]:focus { border-color: $focus; }
QPushButton[kind="nav"]:disabled { color: $faint; background: transparent; }
QPushButton[kind="strip"] { background: transparent; border: 2px solid transparent; color: $soft; min-height: 20px;
    padding: 0 ${space_s}px; font-size: ${type_small}px; font-weight: 400; }
QPushButton[kind="strip"]:hover { background: $raised; }
QPushButton[kind="strip"]:focus { border-color: $focus; }
QPushButton[kind="strip"][tone="warn"] { color: $warn; }
QPushButton[kind="strip"][tone="bad"] { color: $bad; font-weight: 600; }
QPushButton[kind="segment"] { border: 2px solid transparent; background: transparent; color: $soft;
    padding: 0 ${space_m}px; border-radius: 6px; }
QPushButton[kind="segment"]:hover { color: $ink; }
QPushButton[kind="segment"]:checked { background: $surface; color: $ink; border-color: $line; }
QPushButton[kind="segment"]:focus { border-color: $focus; }
QPushButton[kind="chip"] { min-height: 0; padding: 5px ${space_m}px; border-radius: 13px; background: $surface;
    color: $soft; border-color: $line; font-size: ${type_small}px; font-weight: 400; }
QPushButton[kind="chip"]:hover { background: $raised; color: $ink; }
QPushButton[kind="chip"]:checked { background: $accent_wash; color: $accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="chip"]:focus { border-color: $focus; }
"""
_FIELDS: Final = """
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: $surface; color: $ink;
    border: ${edge}px solid $strong_line; border-radius: ${small_radius}px; min-height: ${inner}px;
    padding: 0 ${space_m}px; selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { background: $surface; color: $ink; border: ${edge}px solid $strong_line;
    border-radius: ${small_radius}px; padding: ${space_s}px; selection-background-color: $accent;
    selection-color: $on_accent; }
QLineEdit:hover, QComboBox:hover, QSpinBox:hover { border-color: $faint; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid $focus; }
QLineEdit[tone="bad"] { border-color: $bad; }
QLineEdit[tone="warn"] { border-color: $warn; }
QLineEdit[tone="good"] { border-color: $good; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: $raised; color: $faint;
    border-color: $line; }
QLineEdit[role="search"] { padding-left: 4px; }
QLineEdit[role="vin"] { font-family: "$mono"; font-size: ${type_title}px; min-height: ${target}px; }
QComboBox::drop-down { border: none; width: ${target}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: ${edge}px solid $strong_line;
    padding: ${space_xs}px; outline: none; selection-background-color: $accent_wash; selection-color: $accent; }
QComboBox QAbstractItemView::item { min-height: ${inner}px; padding: 0 ${space_s}px; border-radius: 6px; }
QFrame[kind="track"] { background: $raised; border: ${edge}px solid $line; border-radius: ${small_radius}px; }
QProgressBar { background: $sunken; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""
_LISTS: Final = """
QListView, QTableView, QTreeView { background: transparent; border: none; outline: none; }
QListView[kind="panel"] { background: $surface; border: ${edge}px solid $line; border-radius: ${radius}px;
    padding: ${space_xs}px; }
QTableView { gridline-color: $line; selection-background-color: $accent_wash; selection-color: $ink; }
QTableView::item { padding: 0 ${space_s}px; }
QHeaderView::section { background: transparent; color: $faint; border: none; border-bottom: 1px solid $line;
    padding: ${space_s}px; font-size: ${type_tiny}px; font-weight: 600; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 2px; }
QScrollBar::handle { background: $strong_line; border-radius: 3px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $surface; border: ${edge}px solid $strong_line; border-radius: ${small_radius}px;
    padding: ${space_xs}px; }
QMenu::item { padding: ${space_s}px ${space_l}px; border-radius: 6px; }
QMenu::item:selected { background: $accent_wash; color: $accent; }
QMenu::separator { height: 1px; background: $line; margin: ${space_xs}px; }
QSplitter::handle { background: transparent; }
"""
SHEET: Final = _GROUND + _LETTERS + _BUTTONS + _FIELDS + _LISTS

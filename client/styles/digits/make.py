"""Makes the tabular digits: Be Vietnam Pro has none, so its figures dance in a running clock and do not line up in a column.

Takes the ten digits out of @fontsource/be-vietnam-pro (SIL Open Font License 1.1, no reserved name) and gives all of
them the width of the zero. Needs `pip install fonttools brotli`; run from the root: python3 client/styles/digits/make.py
"""

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = "node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-{}-normal.woff2"

for weight in (400, 500, 600):
    font = TTFont(SOURCE.format(weight))
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"])
    cutter = subset.Subsetter(options)
    cutter.populate(text="0123456789")
    cutter.subset(font)
    names = font.getBestCmap()
    width = font["hmtx"][names[ord("0")]][0]
    for digit in "0123456789":
        name = names[ord(digit)]
        advance, bearing = font["hmtx"][name]
        shift = round((width - advance) / 2)
        glyph = font["glyf"][name]
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, bearing + shift)
    font.flavor = "woff2"
    font.save(f"client/styles/digits/digits-{weight}.woff2")

"""Blocks of a page's body and of its picture strips. Their HTML is made in `cms.views.body`."""

from cms.models.blocks.body import BodyBlock, PictureStripBlock
from cms.models.blocks.pictures import PhotoBlock, drawing_choices
from cms.models.blocks.text import TEXT_FEATURES

__all__ = ["TEXT_FEATURES", "BodyBlock", "PhotoBlock", "PictureStripBlock", "drawing_choices"]

"""The demo organisation: an invented printer in Brussels and fourteen months of its business."""

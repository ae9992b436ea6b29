"""Lists as item models over immutable rows; how a row looks is its delegate's business."""

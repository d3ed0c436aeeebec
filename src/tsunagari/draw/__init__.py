"""Pictures of the tables: one module a kind of chart; `frame`, `page` and `text` lay out."""

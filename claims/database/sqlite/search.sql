CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5(
    stems, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);

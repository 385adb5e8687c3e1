-- market_store holds the tables the sink writes; market holds the views analysts read, and is all they need grants on.
CREATE DATABASE IF NOT EXISTS market_store;

CREATE DATABASE IF NOT EXISTS market;

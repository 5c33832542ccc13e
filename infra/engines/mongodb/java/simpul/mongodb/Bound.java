package simpul.mongodb;

/** Sorts below (low) or above (high) every value of one BSON type; only used as a bound of a range. */
record Bound(int order, boolean high) {}

package simpul.mongodb;

import java.util.List;

/** What a query says about one field. */
final class Condition { boolean hasEq, hasLo, hasHi; Object eq, lo, hi; List<Object> in; }

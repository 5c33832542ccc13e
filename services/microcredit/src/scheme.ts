// The KUR schemes that an application can be for (MC §1.2), by the names that the rules use.

export const SCHEMES = ['SUPER_MIKRO', 'MIKRO', 'KECIL', 'KHUSUS', 'PMI'] as const
export type Scheme = (typeof SCHEMES)[number]

/** KMK: working capital; KI: investment. */
export const LOAN_TYPES = ['KMK', 'KI'] as const
export type LoanType = (typeof LOAN_TYPES)[number]

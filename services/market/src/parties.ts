// Who is meant: ids of partners' parties; nothing here says who they are.
export type SellerId = string
export type PersonId = string

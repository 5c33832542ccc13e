export const dukcapil = {}

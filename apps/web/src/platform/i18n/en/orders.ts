/** Words of the room `orders`. */
export const orders = {} as const;

/** Words of the room `shift`. */
export const shift = {} as const;

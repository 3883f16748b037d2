/** How a field looks that opens under a line of the cart. */
export const smallField =
  'h-11 w-full rounded-control border border-line-strong bg-surface px-3 text-md focus:border-brand focus:outline-2 focus:-outline-offset-1 focus:outline-focus';

/** Words of the room `help`. */
export const help = {
  title: 'Help',
  meta: 'The manual, also without a connection',
  search: 'Search the manual',
  pages: 'Pages of the manual',
  noPage: 'There is no such page',
  noPageText: 'Choose a page of the list, or search for a word.',
  nothing: 'Nothing found',
  nothingText: 'Try another word, or fewer of them.',
  forCashiers: 'At the till',
  forEverybody: 'At the till and in the office',
  forAdministrators: 'In the office',
} as const;

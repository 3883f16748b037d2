/** Points et avoirs à la caisse. */
export const goodwill = {
  earns: { one: 'Rapporte {count} point', many: 'Rapporte {count} points', other: 'Rapporte {count} points' },
  has: { one: '{count} point', many: '{count} points', other: '{count} points' },
  worth: 'valeur {amount}',
  noRule: 'Ce magasin n’accepte pas les points.',
  noPoints: '{name} n’a pas de points pour payer.',
  pointsLeft: {
    one: 'Il n’y a que {count} point, valeur {amount}. Saisissez ce montant et encaissez le reste autrement.',
    many: 'Il n’y a que {count} points, valeur {amount}. Saisissez ce montant et encaissez le reste autrement.',
    other: 'Il n’y a que {count} points, valeur {amount}. Saisissez ce montant et encaissez le reste autrement.',
  },
  shopSales: 'Dernières ventes du magasin',
  salesOffline: 'Le serveur est hors d’atteinte : seules les ventes de cette caisse sont affichées.',
  salesFailed: 'Les ventes du magasin n’ont pas pu être lues : seules celles de cette caisse sont affichées.',
} as const;

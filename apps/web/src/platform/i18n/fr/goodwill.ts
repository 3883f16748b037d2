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
  giftCardBlocked: 'Cette carte cadeau est bloquée. Un responsable peut dire pourquoi.',
  giftCardExpired: 'Cette carte cadeau a expiré.',
  valueUnknown:
    'Le serveur ne connaît pas cette carte. Une carte vendue à l’instant ailleurs n’est peut-être pas arrivée.',
  valueLeft: 'Il ne reste que {amount}. Tapez ce montant et prenez le reste autrement.',
  valueOfflineLeft:
    'Le serveur est injoignable. Sans lui cette caisse peut prendre encore {amount} de cette carte aujourd’hui.',
} as const;

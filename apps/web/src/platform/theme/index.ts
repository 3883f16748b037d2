export { chooseHand, type Hand, handChoice } from './hand.ts';
export { applyTheme, followSystemTheme, type ThemeChoice, useThemeChoice } from './theme.ts';

export { chooseHand, type Hand, handChoice } from './hand.ts';
export { chooseTextSize, TEXT_SIZES, type TextSize, textSize } from './text-size.ts';
export {
  applyTheme,
  type ContrastChoice,
  chooseContrast,
  contrastChoice,
  followSystemTheme,
  type ThemeChoice,
  useThemeChoice,
} from './theme.ts';

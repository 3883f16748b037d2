export { applyTheme, followSystemTheme, type ThemeChoice, useThemeChoice } from './theme.ts';

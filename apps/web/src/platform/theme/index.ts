export { applyTheme, type ThemeChoice, useThemeChoice } from './theme.ts';

export { applyTheme, type ThemeChoice, themeChoice, useThemeChoice } from './theme.ts';

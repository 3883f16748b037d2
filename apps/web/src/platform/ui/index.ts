export { Amount, type AmountProps, amountText, figures, priceFigures } from './amount.tsx';
export { Button, type ButtonProps, IconButton, type IconButtonProps } from './button.tsx';
export { Chip, type ChipProps, type Tone } from './chip.tsx';
export {
  Checkbox,
  type CheckboxProps,
  SegmentedControl,
  type SegmentedControlProps,
  Switch,
  type SwitchProps,
} from './choice.tsx';
export { ChoiceField, type ChoiceFieldProps } from './choice-field.tsx';
export { classes } from './classes.ts';
export { CodeInput } from './code-input.tsx';
export { Dialog, type DialogProps, Drawer, MenuPanel, Sheet } from './dialog.tsx';
export { Field, type FieldProps, PasswordInput, Select, TextArea, TextInput, type TextInputProps } from './field.tsx';
export { Kbd } from './kbd.tsx';
export { LanguageField, LanguageSelect } from './language-select.tsx';
export { linkLook, plainLinkLook, rowLinkLook } from './link-look.ts';
export { LoadingLines, LoadingRows } from './loading.tsx';
export { MoneyInput, type MoneyInputProps } from './money-input.tsx';
export { type NavItem, navFor, OfficeShell, type OfficeShellProps } from './office-shell.tsx';
export { Card, PageHeader, type PageHeaderProps } from './page.tsx';
export { PaletteDialog, type PaletteEntry } from './palette.tsx';
export { ReasonChoice, type ReasonChoiceProps } from './reason-choice.tsx';
export { SearchField, type SearchFieldProps } from './search-field.tsx';
export {
  EmptyState,
  type EmptyStateProps,
  ErrorState,
  type ErrorStateProps,
  Notice,
  type NoticeProps,
} from './states.tsx';
export { Table, TableCell, TableHead, TableHeader, TableRow } from './table.tsx';
export { type TabItem, Tabs, type TabsProps } from './tabs.tsx';
export { type ToastInput, ToastRegion, useToasts } from './toast.tsx';
export { type Once, useOnce } from './use-once.ts';
export { Progress, Skeleton } from './waiting.tsx';

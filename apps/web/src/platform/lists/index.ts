import './words.ts';

export { ListCell, ListHeader } from './columns.tsx';
export { changedFields, fieldsOf } from './fields.ts';
export { KeysSheet } from './keys-sheet.tsx';
export { keysOfScreen, useKeyActions } from './keys-shown.ts';
export { ListFrame } from './list-frame.tsx';
export { useListKeys } from './list-keys.ts';
export { ListName, ListRow } from './list-row.tsx';
export { DocumentLink, ListTable, MoneyOf, type TableColumn } from './list-table.tsx';
export { RecordSteps, usePrintKey } from './records.tsx';
export { saveFrom } from './save-csv.ts';

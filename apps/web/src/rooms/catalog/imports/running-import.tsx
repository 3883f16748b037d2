import { ImportProgress } from './import-progress.tsx';
import { useImports } from './use-imports.ts';

/** The import that is running, wherever products are looked at; nothing otherwise. */
export function RunningImport() {
  const { running } = useImports();
  return running === undefined ? null : <ImportProgress summary={running} />;
}

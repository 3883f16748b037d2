import { Download } from 'lucide-react';
import { t } from '../../../platform/i18n/index.ts';
import { saveFrom } from '../../../platform/lists/index.ts';
import { Button, useToasts } from '../../../platform/ui/index.ts';
import { peopleApi } from './people-api.ts';
import { filterParameters, type PeopleSearch } from './people-search.ts';

/** Saves the people who fit as CSV. The server may ask first who it is; then the browser streams the file by itself. */
export async function exportPeople(search: PeopleSearch): Promise<void> {
  const allowed = await peopleApi.mayExport();
  if (allowed.ok) saveFrom(`/api/v1/users/export?${filterParameters(search)}`);
  else useToasts.getState().show({ message: allowed.error.detail, tone: 'danger', key: 'team' });
}

export function ExportButton({ search }: { readonly search: PeopleSearch }) {
  return (
    <Button
      icon={<Download aria-hidden className="size-4" />}
      aria-label={t('team.export')}
      aria-keyshortcuts="Control+E"
      className="max-sm:[&>span]:hidden"
      onClick={() => void exportPeople(search)}
    >
      {t('team.export')}
    </Button>
  );
}

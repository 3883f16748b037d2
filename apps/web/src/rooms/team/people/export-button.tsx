import { Download } from 'lucide-react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, useToasts } from '../../../platform/ui/index.ts';
import { peopleApi } from './people-api.ts';
import { filterParameters, type PeopleSearch } from './people-search.ts';

/** Saves the people who fit as CSV. The server may ask first who it is; then the browser streams the file by itself. */
export function ExportButton({ search }: { readonly search: PeopleSearch }) {
  const save = async () => {
    const allowed = await peopleApi.mayExport();
    if (!allowed.ok) {
      useToasts.getState().show({ message: allowed.error.detail, tone: 'danger', key: 'team' });
      return;
    }
    const link = document.createElement('a');
    link.href = `/api/v1/users/export?${filterParameters(search)}`;
    link.download = '';
    link.click();
  };
  return (
    <Button
      icon={<Download aria-hidden className="size-4" />}
      aria-label={t('team.export')}
      className="max-sm:[&>span]:hidden"
      onClick={() => void save()}
    >
      {t('team.export')}
    </Button>
  );
}

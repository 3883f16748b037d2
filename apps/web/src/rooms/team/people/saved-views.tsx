import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, X } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { orThrow } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/ids/index.ts';
import { Button, Dialog, Field, IconButton, TextInput, useToasts } from '../../../platform/ui/index.ts';
import { peopleApi } from './people-api.ts';
import { filterParameters, isFiltered, type PeopleSearch, parsePeopleSearch } from './people-search.ts';

/** The views that somebody keeps, as buttons; and the way to keep the present one. Without a connection there are none. */
export function SavedViews({
  search,
  onChange,
}: {
  readonly search: PeopleSearch;
  readonly onChange: (next: PeopleSearch) => void;
}) {
  const queries = useQueryClient();
  const [isNaming, setNaming] = useState(false);
  const found = useQuery({
    queryKey: ['people-views'],
    queryFn: ({ signal }) => orThrow(peopleApi.views({ signal })),
    retry: false,
  });
  const remove = async (viewId: string) => {
    const left = await peopleApi.removeView(viewId);
    if (left.ok) queries.setQueryData(['people-views'], left.value);
    else useToasts.getState().show({ message: left.error.detail, tone: 'danger', key: 'team' });
  };
  const views = found.data?.items ?? [];
  const present = addressOf(search);
  if (views.length === 0 && !isFiltered(search)) return null;
  return (
    <div role="group" aria-label={t('team.savedViews')} className="flex flex-wrap items-center gap-2 pb-3">
      {views.map((view) => (
        <span key={view.viewId} className="inline-flex items-center rounded-control border border-line bg-surface">
          <Button
            variant="quiet"
            size="sm"
            aria-pressed={view.search === present}
            onClick={() => onChange(parsePeopleSearch(Object.fromEntries(new URLSearchParams(view.search))))}
          >
            {view.name}
          </Button>
          <IconButton label={t('team.removeView', { name: view.name })} onClick={() => void remove(view.viewId)}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </span>
      ))}
      {isFiltered(search) && views.every((view) => view.search !== present) ? (
        <Button size="sm" icon={<Bookmark aria-hidden className="size-4" />} onClick={() => setNaming(true)}>
          {t('team.saveView')}
        </Button>
      ) : null}
      {isNaming ? <NameDialog search={present} onClose={() => setNaming(false)} /> : null}
    </div>
  );
}

/** What the address of a view says: the filters and the order. */
function addressOf(search: PeopleSearch): string {
  const parameters = filterParameters(search);
  if (search.sort !== undefined) parameters.set('sort', search.sort);
  return parameters.toString();
}

function NameDialog({ search, onClose }: { readonly search: string; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const viewId = useRef(newId());
  const [name, setName] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setError(t('team.fieldMissing'));
    const saved = await peopleApi.saveView({ viewId: viewId.current, name: name.trim(), search });
    if (!saved.ok) return setError(saved.error.detail);
    queries.setQueryData(['people-views'], saved.value);
    onClose();
  };
  return (
    <Dialog title={t('team.saveView')} onClose={onClose}>
      <form className="flex flex-col gap-4" noValidate onSubmit={(event) => void save(event)}>
        <Field label={t('team.viewName')} error={error}>
          <TextInput data-autofocus value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button type="submit" variant="primary" className="self-end">
          {t('team.save')}
        </Button>
      </form>
    </Dialog>
  );
}

import { FileUp, ShieldX, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { ListFrame, useKeyActions } from '../../../platform/lists/index.ts';
import { Outlet, useNavigate, useSearch } from '../../../platform/router/index.ts';
import { Button, EmptyState, PageHeader, Tabs, useToasts } from '../../../platform/ui/index.ts';
import { useCan } from '../use-can.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ExportButton, exportPeople } from './export-button.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { useSelectable } from './list-props.ts';
import { OwnershipNotice } from './ownership.tsx';
import { PeopleFilters } from './people-filters.tsx';
import { PeopleList } from './people-list.tsx';
import { type PeopleSearch, parsePeopleSearch, viewParameters } from './people-search.ts';
import { peopleColumns } from './people-table.tsx';
import { StaffDialog } from './staff-dialog.tsx';
import { useIsNarrowed } from './store-choice.tsx';
import { usePeople } from './use-people.ts';

/** The people of the shop, for who may see them. */
export function TeamScreen() {
  const state = useObservable(useDevice().session.state);
  const isAllowed = useCan('users.read');
  if (state.status !== 'signed-in') return null;
  if (isAllowed) return <Team />;
  return (
    <>
      <PageHeader title={t('team.title')} />
      <EmptyState icon={ShieldX} title={t('team.notAllowedTitle')}>
        {t('team.notAllowedText')}
      </EmptyState>
    </>
  );
}

type Opened = 'invite' | 'staff' | 'import';

function Team() {
  const navigate = useNavigate();
  const search = parsePeopleSearch(useSearch());
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<Opened | null>(null);
  const canWrite = useCan('users.write');
  const isNarrowed = useIsNarrowed();
  const list = usePeople(search);
  const change = (next: PeopleSearch) => {
    setSelected(new Set());
    navigate({ to: '/team', search: parsePeopleSearch({ ...next }), replace: true });
  };
  const open = (which: Opened) => () => {
    const refusal = !canWrite ? 'team.notAllowed' : which === 'import' && isNarrowed ? 'team.importAllStores' : null;
    if (refusal === null) setDialog(which);
    else useToasts.getState().show({ message: t(refusal), key: 'team' });
  };
  const selectable = useSelectable();
  const isFree = (userId: string) => list.rows.some((row) => row.userId === userId && !selectable(row).isDisabled);
  useKeyActions([{ chords: ['n'], words: t('team.invite'), run: open('invite') }]);
  const tab = search.tab ?? 'people';
  return (
    <>
      <PageHeader
        title={t('team.title')}
        actions={
          <>
            <ExportButton search={search} />
            <Button
              icon={<FileUp aria-hidden className="size-4" />}
              aria-label={t('team.import')}
              className="max-sm:[&>span]:hidden"
              onClick={open('import')}
            >
              {t('team.import')}
            </Button>
            <Button onClick={open('staff')}>{t('team.addStaff')}</Button>
            <Button
              variant="primary"
              icon={<UserPlus aria-hidden className="size-4" />}
              shortcut="N"
              aria-keyshortcuts="N"
              onClick={open('invite')}
            >
              {t('team.invite')}
            </Button>
          </>
        }
      />
      <OwnershipNotice />
      <Tabs
        label={t('team.views')}
        value={tab}
        items={[
          { value: 'people', label: t('team.people'), ...(list.total === null ? {} : { count: list.total }) },
          { value: 'invitations', label: t('team.invitations') },
        ]}
        onChange={(value) => change(value === 'invitations' ? { tab: value } : {})}
      >
        {tab === 'invitations' ? (
          <InvitationList onInvite={open('invite')} />
        ) : (
          <ListFrame
            list="people"
            columns={peopleColumns()}
            search={viewParameters(search)}
            onSearch={(wanted) => change(parsePeopleSearch(Object.fromEntries(wanted)))}
            selection={{ selected, onSelect: setSelected, isSelectable: isFree }}
            canEdit={canWrite}
            onExport={() => void exportPeople(search)}
            filters={<PeopleFilters search={search} onChange={change} />}
          >
            <PeopleList
              list={list}
              search={search}
              selected={selected}
              onSelect={setSelected}
              onClear={() => change({})}
              onInvite={open('invite')}
            />
          </ListFrame>
        )}
      </Tabs>
      {canWrite ? <BulkBar selected={selected} onDone={() => setSelected(new Set())} /> : null}
      {dialog === 'invite' ? <InviteDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'staff' ? <StaffDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'import' ? <ImportDialog onClose={() => setDialog(null)} /> : null}
      <Outlet />
    </>
  );
}

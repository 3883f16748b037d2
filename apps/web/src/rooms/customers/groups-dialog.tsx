import { Trash2 } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { newId } from '../../platform/ids/index.ts';
import { Button, Dialog, Field, IconButton, TextInput } from '../../platform/ui/index.ts';
import { customersApi, useChange, useGroups, useMay } from './use-customers.ts';

/** The groups that customers are in; a price list may be for a group. */
export function GroupsDialog({ onClose }: { readonly onClose: () => void }) {
  const groups = useGroups();
  const change = useChange();
  const canChange = useMay('customers.credit');
  const nextId = useRef(newId());
  const [name, setName] = useState('');
  const [isPending, setPending] = useState(false);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || isPending) return;
    setPending(true);
    const added = await change(customersApi.addGroup(nextId.current, name.trim()));
    setPending(false);
    if (added === null) return;
    nextId.current = newId();
    setName('');
  };
  return (
    <Dialog title={t('customers.groups')} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <Answer query={groups}>
          {(data) =>
            data.groups.length === 0 ? (
              <p className="text-ink-2">{t('customers.noGroups')}</p>
            ) : (
              <ul aria-label={t('customers.groups')} className="divide-y divide-line">
                {data.groups.map((group) => (
                  <li key={group.groupId} className="flex min-h-11 items-center gap-3">
                    <span className="min-w-0 flex-1 break-words font-medium">{group.name}</span>
                    <span className="text-sm text-ink-3">
                      {t('customers.groupMembers', { count: group.customerCount })}
                    </span>
                    {canChange ? (
                      <IconButton
                        label={t('customers.removeGroup', { name: group.name })}
                        onClick={() => void change(customersApi.removeGroup(group.groupId))}
                      >
                        <Trash2 aria-hidden className="size-4" />
                      </IconButton>
                    ) : null}
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
        {canChange ? (
          <form className="flex flex-wrap items-end gap-2" onSubmit={(event) => void add(event)}>
            <Field label={t('customers.groupName')} className="flex-1">
              <TextInput
                value={name}
                maxLength={120}
                onChange={(event) => setName(event.target.value)}
                autoComplete="off"
              />
            </Field>
            <Button type="submit" isPending={isPending}>
              {t('customers.addGroup')}
            </Button>
          </form>
        ) : null}
      </div>
    </Dialog>
  );
}

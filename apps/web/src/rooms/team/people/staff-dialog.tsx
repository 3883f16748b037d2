import type { Role } from '@mosaajii/domain/permission';
import { type FormEvent, useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/ids/index.ts';
import { Button, Dialog, Field, Select, TextInput } from '../../../platform/ui/index.ts';
import { peopleApi } from './people-api.ts';
import { RoleOptions } from './person-words.tsx';
import { useStoreChoice } from './store-choice.tsx';
import { useChange } from './use-people.ts';

/** Takes in somebody who only sells with a PIN. */
export function StaffDialog({ onClose }: { readonly onClose: () => void }) {
  const change = useChange();
  // The same person however often the button is pressed.
  const userId = useRef(newId());
  const [displayName, setName] = useState('');
  const [role, setRole] = useState<Role>('cashier');
  const { storeIds, field: storeField } = useStoreChoice();
  const [isTried, setTried] = useState(false);
  const [isPending, setPending] = useState(false);
  const isMissing = displayName.trim() === '';
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isMissing) return;
    setPending(true);
    const who = { userId: userId.current, displayName: displayName.trim(), role };
    const asked = peopleApi.addStaff(storeIds === null ? who : { ...who, storeIds: [...storeIds] });
    const added = await change(asked, (person) => t('team.staffAdded', { name: person.displayName }));
    setPending(false);
    if (added !== null) onClose();
  };
  return (
    <Dialog title={t('team.staffTitle')} onClose={onClose}>
      <form className="flex flex-col gap-4" noValidate onSubmit={(event) => void add(event)}>
        <p className="text-ink-2">{t('team.staffText')}</p>
        <Field label={t('team.name')} error={isTried && isMissing ? t('team.fieldMissing') : undefined}>
          <TextInput
            data-autofocus
            value={displayName}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label={t('team.role')}>
          <Select value={role} onChange={(event) => setRole(event.target.value as Role)}>
            <RoleOptions />
          </Select>
        </Field>
        {storeField}
        <Button type="submit" variant="primary" className="self-end" isPending={isPending}>
          {t('team.addStaffButton')}
        </Button>
      </form>
    </Dialog>
  );
}

import type { PasskeyItem } from '@mosaajii/contract/factors';
import { Fingerprint } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { formatDate, t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Field, TextInput } from '../../platform/ui/index.ts';

interface PasskeyListProps {
  readonly passkeys: readonly PasskeyItem[];
  readonly onAdd: () => void;
  readonly onRemove: (passkeyId: string) => void;
  readonly onRenamed: () => void;
  /** The passkey that is being taken away. */
  readonly pending: string | null;
}

/** The passkeys of the account, each with its name. */
export function PasskeyList({ passkeys, onAdd, onRemove, onRenamed, pending }: PasskeyListProps) {
  const [renamed, setRenamed] = useState<PasskeyItem | null>(null);
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Fingerprint aria-hidden className="size-5 text-ink-3" strokeWidth={1.75} />
        <div className="min-w-0 flex-1 basis-48">
          <h3 className="font-medium">{t('account.passkeys')}</h3>
          <p className="text-sm text-ink-3">{t('account.passkeysText')}</p>
        </div>
        <Button onClick={onAdd}>{t('account.passkeyAdd')}</Button>
      </div>
      {passkeys.length === 0 ? null : (
        <ul className="divide-y divide-line" aria-label={t('account.passkeys')}>
          {passkeys.map((passkey) => (
            <li key={passkey.passkeyId} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5 ps-8">
              <div className="min-w-0 flex-1 basis-44">
                <p className="break-words font-medium">{passkey.name}</p>
                <p className="break-words text-sm text-ink-3">{aboutOf(passkey)}</p>
              </div>
              <Button
                size="sm"
                onClick={() => setRenamed(passkey)}
                aria-label={t('account.passkeyRenameOf', { name: passkey.name })}
              >
                {t('account.rename')}
              </Button>
              <Button
                size="sm"
                variant="quiet"
                isPending={pending === passkey.passkeyId}
                aria-label={t('account.passkeyRemoveOf', { name: passkey.name })}
                onClick={() => onRemove(passkey.passkeyId)}
              >
                {t('account.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {renamed === null ? null : (
        <RenameDialog
          passkey={renamed}
          onClose={() => setRenamed(null)}
          onRenamed={() => {
            setRenamed(null);
            onRenamed();
          }}
        />
      )}
    </section>
  );
}

function aboutOf({ createdAt, lastUsedAt, relyingParty }: PasskeyItem): string {
  const added = t('account.passkeySince', { when: formatDate(createdAt), host: relyingParty });
  return lastUsedAt === null ? added : `${added} · ${t('account.passkeyUsed', { when: formatDate(lastUsedAt) })}`;
}

interface RenameProps {
  readonly passkey: PasskeyItem;
  readonly onRenamed: () => void;
  readonly onClose: () => void;
}

function RenameDialog({ passkey, onRenamed, onClose }: RenameProps) {
  const [name, setName] = useState(passkey.name);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    setPending(true);
    const result = await api.patch(`/account/factors/passkeys/${passkey.passkeyId}`, { body: { name: name.trim() } });
    setPending(false);
    if (result.ok) onRenamed();
    else setProblem(result.error);
  };
  return (
    <Dialog title={t('account.passkeyRename')} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <Field
          label={t('account.passkeyName')}
          error={name.trim() === '' ? t('account.passkeyNameMissing') : problem?.title}
        >
          <TextInput data-autofocus value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('ui.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

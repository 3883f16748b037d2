import type { AddressBlock, AddressRule, NewAddressRule } from '@mosaajii/contract/security';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { newId } from '../../platform/ids/index.ts';
import { Button, Card, Chip, Field, Notice, SegmentedControl, TextInput, useToasts } from '../../platform/ui/index.ts';
import { useWhen } from '../../platform/when/index.ts';
import { useAddresses } from './use-security.ts';

/** Asks the server for a change, says that it holds, and shows the list anew. */
function useChange() {
  const client = useQueryClient();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [pending, setPending] = useState<string | null>(null);
  const run = async (name: string, ask: () => ReturnType<typeof api.post>, said: string) => {
    setPending(name);
    setProblem(null);
    const result = await ask();
    if (result.ok) useToasts.getState().show({ message: said });
    else setProblem(result.error);
    await client.invalidateQueries({ queryKey: ['security', 'addresses'] });
    setPending(null);
    return result.ok;
  };
  return { problem, pending, run };
}
type Change = ReturnType<typeof useChange>;

/** Networks that the operator allows or denies, and addresses that are blocked at present. */
export function AddressesTab() {
  const addresses = useAddresses();
  const change = useChange();
  return (
    <>
      {change.problem === null ? null : (
        <Notice tone="danger" isAlert>
          {change.problem.detail} {change.problem.action}
        </Notice>
      )}
      <Answer query={addresses}>
        {(data) => (
          <>
            <Blocks blocks={data.blocks} change={change} />
            <Rules rules={data.rules} change={change} />
          </>
        )}
      </Answer>
    </>
  );
}

function Blocks({ blocks, change }: { readonly blocks: readonly AddressBlock[]; readonly change: Change }) {
  const when = useWhen();
  const lift = (subject: string) =>
    change.run(subject, () => api.post('/security/blocks/lift', { body: { subject } }), t('security.lifted'));
  return (
    <Card title={t('security.blocks')}>
      <div className="flex flex-col gap-2 px-4 pb-3">
        <p className="text-sm text-ink-3">{t('security.blocksText')}</p>
        {blocks.length === 0 ? <p className="text-ink-2">{t('security.blocksNone')}</p> : null}
        <ul aria-label={t('security.blocks')} className="divide-y divide-line">
          {blocks.map(({ subject, kind, blockedUntil }) => (
            <li key={subject} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <span className="num min-w-40 flex-1 break-all font-medium">{subject}</span>
              <Chip size="sm" tone="danger">
                {kind}
              </Chip>
              <span className="num text-sm text-ink-2">{t('security.until', { when: when(blockedUntil) })}</span>
              <Button
                isPending={change.pending === subject}
                aria-label={t('security.liftOf', { address: subject })}
                onClick={() => void lift(subject)}
              >
                {t('security.lift')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

function Rules({ rules, change }: { readonly rules: readonly AddressRule[]; readonly change: Change }) {
  const remove = (ruleId: string) =>
    change.run(ruleId, () => api.delete(`/security/addresses/${ruleId}`), t('security.removed'));
  return (
    <Card title={t('security.rules')}>
      <div className="flex flex-col gap-3 px-4 pb-4">
        <p className="text-sm text-ink-3">{t('security.rulesText')}</p>
        {rules.length === 0 ? <p className="text-ink-2">{t('security.rulesNone')}</p> : null}
        <ul aria-label={t('security.rules')} className="divide-y divide-line">
          {rules.map(({ ruleId, network, effect, note }) => (
            <li key={ruleId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <span className="num min-w-40 flex-1 break-all font-medium">{network}</span>
              <span className="min-w-0 break-words text-sm text-ink-2">{note}</span>
              <Chip size="sm" icon="dot" tone={effect === 'allow' ? 'success' : 'danger'}>
                {t(effect === 'allow' ? 'security.allowed' : 'security.denied')}
              </Chip>
              <Button
                isPending={change.pending === ruleId}
                aria-label={t('security.removeOf', { network })}
                onClick={() => void remove(ruleId)}
              >
                {t('security.remove')}
              </Button>
            </li>
          ))}
        </ul>
        <RuleForm change={change} />
      </div>
    </Card>
  );
}

function RuleForm({ change }: { readonly change: Change }) {
  const [network, setNetwork] = useState('');
  const [note, setNote] = useState('');
  const [effect, setEffect] = useState<'allow' | 'deny'>('deny');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body: NewAddressRule = { ruleId: newId(), network: network.trim(), effect, note: note.trim() };
    if (!(await change.run('new', () => api.post('/security/addresses', { body }), t('security.added')))) return;
    setNetwork('');
    setNote('');
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 border-t border-line pt-3">
      <div className="grid gap-3 md:grid-cols-2">
        <Field label={t('security.network')} hint={t('security.networkHint')}>
          <TextInput value={network} required maxLength={64} onChange={(event) => setNetwork(event.target.value)} />
        </Field>
        <Field label={t('security.note')}>
          <TextInput value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <SegmentedControl
          label={t('security.effect')}
          value={effect}
          options={[
            { value: 'deny', label: t('security.deny') },
            { value: 'allow', label: t('security.allow') },
          ]}
          onChange={setEffect}
        />
        <Button type="submit" variant="primary" isPending={change.pending === 'new'}>
          {t('security.add')}
        </Button>
      </div>
    </form>
  );
}

// Source keys: which sender may send what. The key itself is shown once.
import { type FormEvent, useState } from 'react';
import { request } from '../api.ts';
import { moment, Once, Said, SureButton, useList } from './parts.tsx';
import { words } from './words.ts';

type Key = Readonly<{ id: string; name: string; sources: string[]; types: string[]; createdAt: string }>;

const lines = (value: FormDataEntryValue | null): string[] =>
  String(value ?? '')
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

export function Keys() {
  const { items, problem, reload } = useList<Key>('/api/keys', 'keys');
  const [said, setSaid] = useState('');
  const [secret, setSecret] = useState('');

  const add = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const body = { name: data.get('name'), sources: lines(data.get('sources')), types: lines(data.get('types')) };
    const answer = await request<{ key: string }>('POST', '/api/keys', body);
    setSaid(answer.ok ? '' : answer.message);
    if (!answer.ok) return;
    setSecret(answer.body.key);
    form.reset();
    await reload();
  };
  const revoke = async (key: Key): Promise<void> => {
    const answer = await request('DELETE', `/api/keys/${key.id}`);
    setSaid(answer.ok ? '' : answer.message);
    await reload();
  };

  return (
    <section>
      <form className="admin-form" onSubmit={add}>
        <label>
          {words.name}
          <input name="name" maxLength={128} autoComplete="off" required />
        </label>
        <label>
          {words.sources}
          <textarea name="sources" rows={2} spellCheck={false} placeholder="/phutho/motcua" required />
        </label>
        <label>
          {words.types}
          <textarea name="types" rows={2} spellCheck={false} placeholder={'dossier.*\nfeed.*'} required />
        </label>
        <button type="submit" className="button-main">
          {words.add}
        </button>
        <p className="admin-hint">{words.patternHint}</p>
      </form>
      <Said>{problem || said}</Said>
      {secret !== '' && <Once text={words.keyOnce} secret={secret} onHide={() => setSecret('')} />}
      {items?.length === 0 && <p className="admin-hint">{words.noKeys}</p>}
      {items !== null && items.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{words.name}</th>
              <th>{words.sources}</th>
              <th>{words.types}</th>
              <th>{words.created}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {items.map((key) => (
              <tr key={key.id}>
                <td>{key.name}</td>
                <td>{key.sources.join(', ')}</td>
                <td>{key.types.join(', ')}</td>
                <td>{moment(key.createdAt)}</td>
                <td>
                  <SureButton label={words.revoke} onSure={() => void revoke(key)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

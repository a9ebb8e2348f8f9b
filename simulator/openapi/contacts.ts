// People: one by id, many by mobile or e-mail, those of a department.
import { z } from 'zod';
import type { Human } from '../world.ts';
import { type Answer, type Call, type Endpoint, fail, invalidField, ok } from './answer.ts';
import { pageOf } from './reading.ts';

const idTypeSchema = z.enum(['open_id', 'user_id', 'union_id']).default('open_id');
const batchSchema = z.object({
  emails: z.array(z.string()).max(50).default([]),
  mobiles: z.array(z.string()).max(50).default([]),
  include_resigned: z.boolean().default(false),
});

export const contactEndpoints: Endpoint[] = [
  { method: 'get', path: '/contact/v3/users/find_by_department', handle: findByDepartment },
  { method: 'post', path: '/contact/v3/users/batch_get_id', handle: batchGetId },
  { method: 'get', path: '/contact/v3/users/:user_id', handle: getUser },
];

function getUser({ simulator: { world }, params, query }: Call): Answer {
  const idType = idTypeSchema.safeParse(query.user_id_type);
  if (!idType.success) return invalidField('user_id_type');
  const person = world.findPerson(idType.data, params.user_id ?? '');
  if (!person) return fail(idType.data === 'user_id' ? 99992360 : 99992351, `not a valid ${idType.data}`);
  return ok({ user: userFields(person) });
}

/** The department's id is its name here; `0`, the root, has those without one. */
function findByDepartment({ simulator: { world }, query }: Call): Answer {
  const size = z.coerce.number().int().min(1).max(50).default(10).safeParse(query.page_size);
  if (!size.success) return fail(40011, 'page size is invalid');
  const department = query.department_id === '0' ? '' : query.department_id;
  const members = [...world.people.values()].filter((person) => !person.resigned && person.department === department);
  return ok(pageOf(members.map(userFields), size.data, query.page_token));
}

/** One row per number or address asked for; those nobody has come back without `user_id`. */
function batchGetId({ simulator: { world }, body, query }: Call): Answer {
  const idType = idTypeSchema.safeParse(query.user_id_type);
  const asked = batchSchema.safeParse(body);
  if (!idType.success) return invalidField('user_id_type');
  if (!asked.success) return invalidField(z.prettifyError(asked.error));
  const row = (kind: 'mobile' | 'email', value: string) => {
    const person = world.findPerson(kind, value);
    const found = person && (!person.resigned || asked.data.include_resigned);
    return { [kind]: value, ...(found ? { user_id: person[idType.data] } : {}) };
  };
  const rows = [...asked.data.mobiles.map((m) => row('mobile', m)), ...asked.data.emails.map((e) => row('email', e))];
  return ok({ user_list: rows });
}

const userFields = (person: Human) => ({
  open_id: person.open_id,
  union_id: person.union_id,
  user_id: person.user_id,
  name: person.name,
  ...(person.mobile ? { mobile: person.mobile } : {}),
  ...(person.email ? { email: person.email } : {}),
  job_title: person.title,
  department_ids: [person.department || '0'],
  status: { is_frozen: false, is_resigned: person.resigned, is_activated: !person.resigned, is_exited: false },
});

// Which features of a mail which clients do not support, by caniemail's data: one JSON object {feature: [client]}.
// node client_support.mjs NODE_MODULES mail.html
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , modules, file] = process.argv;
const entry = JSON.parse(readFileSync(join(modules, 'caniemail/package.json'), 'utf8'));
const main = entry.exports?.['.']?.import ?? entry.exports?.['.']?.default ?? entry.exports ?? entry.main;
const { caniemail } = await import(pathToFileURL(join(modules, 'caniemail', main.default ?? main)).href);
const clients = ['gmail.*', 'apple-mail.*', 'outlook.*', 'yahoo.*', 'samsung-email.*', 'thunderbird.macos'];
const { issues } = caniemail({ clients, html: readFileSync(file, 'utf8') });
const found = {};
for (const [client, list] of issues.errors) for (const { title } of list) (found[title] ??= []).push(client);
process.stdout.write(JSON.stringify(found));

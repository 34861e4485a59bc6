import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateBindingCode1764000000047 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`binding_code\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`member_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`code_index\` char(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`made_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`made_at\` datetime(3) NOT NULL,
      \`expires_at\` datetime(3) NOT NULL,
      \`tries\` int NOT NULL,
      UNIQUE INDEX \`binding_code_code\` (\`code_index\`),
      UNIQUE INDEX \`binding_code_member\` (\`member_id\`),
      INDEX \`binding_code_expires\` (\`expires_at\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `binding_code`')
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateProposal1764000000028 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`proposal\` (
      \`id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`kind\` varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`account_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`role\` varchar(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`lands\` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`unit_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`policy_area\` varchar(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`from_day\` char(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`to_day\` char(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
      \`proposed_by\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`proposed_at\` datetime(3) NOT NULL,
      INDEX \`proposal_account\` (\`account_id\`),
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `proposal`')
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateNationalFigure1764000000014 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE \`national_figure\` (
      \`household_id\` char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      \`year\` int NOT NULL,
      \`wage_fen\` bigint NOT NULL,
      \`business_fen\` bigint NOT NULL,
      \`property_fen\` bigint NOT NULL,
      \`dividend_fen\` bigint NOT NULL,
      \`other_property_fen\` bigint NOT NULL,
      \`transfer_fen\` bigint NOT NULL,
      \`family_planning_fen\` bigint NOT NULL,
      \`minimum_living_fen\` bigint NOT NULL,
      \`destitute_support_fen\` bigint NOT NULL,
      \`pension_fen\` bigint NOT NULL,
      \`ecology_fen\` bigint NOT NULL,
      \`other_transfer_fen\` bigint NOT NULL,
      \`expense_fen\` bigint NOT NULL,
      \`gross_fen\` bigint NOT NULL,
      \`net_fen\` bigint NOT NULL,
      \`per_capita_fen\` bigint NULL,
      \`members\` int NOT NULL,
      PRIMARY KEY (\`household_id\`, \`year\`)
    ) ENGINE=InnoDB`)
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE `national_figure`')
  }
}

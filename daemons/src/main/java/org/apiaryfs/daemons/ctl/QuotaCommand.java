package org.apiaryfs.daemons.ctl;

import picocli.CommandLine.Command;

/** Quotas of users and groups. */
@Command(name = "quota", description = "Shows and sets quotas of users and groups.", mixinStandardHelpOptions = true,
        subcommands = {QuotaGetCommand.class, QuotaSetCommand.class, QuotaDefaultsCommand.class})
final class QuotaCommand {}

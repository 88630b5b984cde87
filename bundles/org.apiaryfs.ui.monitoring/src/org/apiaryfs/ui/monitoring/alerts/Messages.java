package org.apiaryfs.ui.monitoring.alerts;

import org.eclipse.osgi.util.NLS;

/** The texts of this package in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String aboutSome;
    public static String afterMinutes;
    public static String andWorse;
    public static String atOnce;
    public static String encryptionNone;
    public static String everyHours;
    public static String explained;
    public static String firstRule;
    public static String heading;
    public static String kindCluster;
    public static String kindGroup;
    public static String kindMonitoring;
    public static String kindNode;
    public static String kindPool;
    public static String kindTarget;
    public static String mail;
    public static String mailEncryption;
    public static String mailFrom;
    public static String mailHost;
    public static String mailNoLogin;
    public static String mailPassword;
    public static String mailPort;
    public static String mailTab;
    public static String mailTested;
    public static String mailTo;
    public static String mailToHint;
    public static String mailUsed;
    public static String mailUser;
    public static String needsAddress;
    public static String needsEncryption;
    public static String needsFrom;
    public static String needsHost;
    public static String needsTo;
    public static String noCluster;
    public static String notKept;
    public static String onlyErrors;
    public static String quietDay;
    public static String quietHour;
    public static String quietNot;
    public static String quietUntil;
    public static String quietUntilChoice;
    public static String quietWeek;
    public static String ruleAbout;
    public static String ruleAdd;
    public static String ruleEdit;
    public static String ruleExplained;
    public static String ruleHours;
    public static String ruleHoursTip;
    public static String ruleLeast;
    public static String ruleMinutes;
    public static String ruleName;
    public static String ruleNameField;
    public static String ruleNameTaken;
    public static String ruleNeedsName;
    public static String ruleNeedsSender;
    public static String ruleNeedsSubject;
    public static String ruleNew;
    public static String ruleQuiet;
    public static String ruleRemove;
    public static String ruleSenders;
    public static String ruleTitle;
    public static String ruleTo;
    public static String ruleWhat;
    public static String ruleWhen;
    public static String rules;
    public static String rulesExplained;
    public static String save;
    public static String test;
    public static String testTask;
    public static String testTip;
    public static String testing;
    public static String title;
    public static String webhook;
    public static String webhookAddress;
    public static String webhookExplained;
    public static String webhookTested;
    public static String webhookUsed;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.monitoring.alerts.messages", Messages.class);
    }

    private Messages() { }
}
